import type { ComponentProps, ReactNode } from 'react';

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: 'plain' | 'outline' | 'primary' | 'danger';
  readonly icon?: ReactNode;
}

export function Button({ kind = 'plain', icon, children, className = '', ...rest }: ButtonProps): ReactNode {
  return (
    <button type="button" {...rest} className={`button ${className}`} data-kind={kind}>
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** Named for screen readers and shown as the tooltip. */
  readonly label: string;
  readonly size?: 'small' | 'normal';
}

export function IconButton({ label, size = 'normal', children, className = '', ...rest }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`icon-button ${className}`}
      data-size={size}
    >
      {children}
    </button>
  );
}

import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "./icon.tsx";

interface ButtonProps {
  children?: ComponentChildren;
  /** What it does, where no text says so. */
  label?: string;
  icon?: IconName;
  kind?: "primary" | "quiet" | "danger";
  type?: "button" | "submit";
  disabled?: boolean;
  pressed?: boolean;
  onClick?: () => void;
}

export function Button({ children, label, icon, kind, type = "button", disabled, pressed, onClick }: ButtonProps) {
  return (
    <button type={type} class={`button ${kind ?? ""} ${children ? "" : "bare"}`} aria-label={label} title={label} aria-pressed={pressed} disabled={disabled} onClick={onClick}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

import type { Component } from 'solid-js'
import { isServer } from 'solid-js/web'
import { canEncrypt } from '../can-encrypt.ts'
import { homeTexts as t } from '../i18n/home.ts'

/** For both ways to a new meeting. Before scripts run it cannot be pressed: what it is set to would be lost. */
export const EncryptionSwitch: Component<{ on: boolean; onChange: (on: boolean) => void }> = (props) => {
  const able = isServer || canEncrypt()
  return (
    <label class="opt">
      <span>
        {t().encrypted}
        <small>{able ? t().encryptedHint : t().cannotEncrypt}</small>
      </span>
      <input
        type="checkbox"
        class="switch"
        checked={props.on}
        disabled={isServer || !able}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </label>
  )
}

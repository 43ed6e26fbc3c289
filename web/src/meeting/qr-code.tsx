import { encode } from 'uqr'
import { t } from './words.ts'

export const QrCode = (props: { text: string }) => {
  const code = () => encode(props.text, { ecc: 'M', border: 0 })
  const dots = () =>
    code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('')
  return (
    <svg role="img" aria-label={t().qr} viewBox={`0 0 ${code().size} ${code().size}`} shape-rendering="crispEdges">
      <path d={dots()} />
    </svg>
  )
}

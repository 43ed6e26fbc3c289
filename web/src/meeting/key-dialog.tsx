import { Dialog } from '../ui/dialog.tsx'
import { KeyForm } from '../ui/key-form.tsx'
import { useCall } from './call-context.ts'
import { t } from './words.ts'

/** Another key, from the link that the person was given. */
export const KeyDialog = (props: { onClose(): void }) => {
  const call = useCall()
  const use = (key: string) => {
    props.onClose()
    call.useKey(key)
  }
  return (
    <Dialog title={t().pasteLink} onClose={() => props.onClose()}>
      <KeyForm meetingId={call.meeting.id} action={t().useKey} onKey={use} />
    </Dialog>
  )
}

import type { de } from './meeting-de.ts'
import { plural as pluralIn } from './plural.ts'

const plural = (n: number, one: string, other: string): string => pluralIn('en', n, { one, other })

const names = (known: readonly string[], more: number): string => {
  const last = more > 0 ? plural(more, '1 other', `${more} others`) : known.at(-1)
  const before = more > 0 ? known : known.slice(0, -1)
  return before.length === 0 ? `${last}` : `${before.join(', ')} and ${last}`
}

export const en: typeof de = {
  videos: 'Videos',
  controls: 'Controls',
  own: 'You',
  muted: 'muted',
  speaking: 'speaking',
  sharing: 'sharing the screen',
  weak: 'weak connection',
  connecting: 'Connecting …',

  microphoneOn: 'Turn microphone on',
  microphoneOff: 'Turn microphone off',
  cameraOn: 'Turn camera on',
  cameraOff: 'Turn camera off',
  chooseAudio: 'Choose microphone and speaker',
  chooseCamera: 'Choose camera',
  microphone: 'Microphone',
  camera: 'Camera',
  speaker: 'Speaker',
  systemDefault: 'System default',
  share: 'Share screen',
  stopShare: 'Stop sharing',
  youShare: 'You are sharing your screen',
  shareFailed: 'The screen cannot be shared. Allow it in the browser and try again.',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  copyFailed: 'The link cannot be copied. Copy it from the address bar.',
  shareLink: 'Share link',
  more: 'More',
  leave: 'Leave',
  people: 'People',
  close: 'Close',
  inMeeting: 'In the meeting',
  you: 'you',

  aloneTitle: 'Nobody else is here yet',
  aloneText: 'Send the link to everyone who should join.',
  link: 'Meeting link',
  scan: 'Scan with a phone to join',
  qr: 'QR code',

  screenOf: (name) => `Screen of ${name}`,
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  morePeople: 'More people',
  page: 'Page',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  previousPage: 'Previous page',
  nextPage: 'Next page',
  moveSelf: 'The arrow keys move the picture to another corner.',

  lost: 'Connection lost.',
  reconnecting: 'We are reconnecting you.',
  nextTry: (seconds) => plural(seconds, 'Next attempt in 1 second', `Next attempt in ${seconds} seconds`),
  tryNow: 'Try now',
  back: 'Connected again',
  soundBlocked: 'The browser holds the sound back. Tap to turn it on.',
  unmute: 'Unmute',
  mutedSpeaking: 'You are muted and speaking.',
  weakSelf: 'Your connection is weak. Turn the camera off to improve the sound.',
  otherTab: 'You are in this meeting in another tab.',
  continueHere: 'Continue here',
  choose: 'Choose device',
  microphoneGone: 'Your microphone is gone. Choose another one.',
  cameraGone: 'Your camera is gone. Choose another one.',
  microphoneDenied: 'Your browser does not allow the microphone. Allow it in the address bar.',
  microphoneAbsent: 'No microphone found. Connect one.',
  microphoneBusy: 'Your microphone is used by another program. Close it and try again.',
  cameraDenied: 'Your browser does not allow the camera. Allow it in the address bar.',
  cameraAbsent: 'No camera found. Connect one.',
  cameraBusy: 'Your camera is used by another program. Close it and try again.',
  insecure: 'Browsers give camera and microphone only to secure pages (https).',

  came: (known, more) => `${names(known, more)} ${known.length + more === 1 ? 'is' : 'are'} here`,
  went: (known, more) => `${names(known, more)} ${known.length + more === 1 ? 'has' : 'have'} left`,
  startedSharing: (name) => `${name} is sharing the screen`,

  endsIn: (minutes) => plural(minutes, 'The meeting ends in 1 minute.', `The meeting ends in ${minutes} minutes.`),
  endsSoon: (minutes) => `Ends in ${minutes} min`,
  extended: (until) => `The meeting is extended until ${until}.`,
  plannedEnd: (when) => `Planned end: ${when}`,

  shortcuts: 'Shortcuts',
  holdToTalk: 'Hold to talk',
  space: 'Space',
  allShortcuts: 'All shortcuts',
  keysOn: 'Use shortcuts',
}

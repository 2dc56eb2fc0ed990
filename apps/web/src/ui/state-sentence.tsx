import type { Sentence } from '@perigee/contract'
import { joint } from './join-words.ts'
import './page-head.css'

/** The sentence a tired person can act on, and the lede below it. It is the page's heading and takes focus on arrival. */
export function StateSentence({ sentence }: { sentence: Sentence }) {
  return (
    <>
      <h1 className="state" tabIndex={-1}>
        {sentence.strong !== '' && <em className={sentence.status}>{sentence.strong}</em>}
        {joint(sentence.strong, sentence.rest)}
        {sentence.rest}
      </h1>
      {sentence.lede !== '' && <p className="lede">{sentence.lede}</p>}
    </>
  )
}

type Send = (text: string, values: readonly unknown[]) => Promise<unknown>;

/** Statements that answer nothing: the beginning of a transaction, and what asks for no column, as its locks do. */
const answersNothing = /^(begin|start transaction|select from)\b/;

/**
 * Sends what answers nothing ahead of the question that follows, so that both are one way to the server. When it fails, that is told in place of the
 * question's answer. Nothing but a question is sent before it is known to be done: a change would stand by itself if its transaction had not begun.
 */
export function unansweredAhead(send: Send): Send {
  let ahead: readonly Promise<unknown>[] = [];
  return async (text, values) => {
    const before = ahead;
    if (answersNothing.test(text)) {
      const sent = send(text, values);
      sent.catch(() => undefined);
      ahead = [...before, sent];
      return { command: '', rowCount: 0, rows: [] };
    }
    ahead = [];
    const isQuestion = text.startsWith('select');
    const answer = isQuestion ? send(text, values) : null;
    answer?.catch(() => undefined);
    for (const one of before) await one;
    return answer ?? send(text, values);
  };
}

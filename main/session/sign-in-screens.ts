import { MINUTE } from '../base/clock.ts';
import type { MessageKey } from './messages.ts';
import { body, button, supportLines, type BankFacts, type Screen } from './screen.ts';
import type { SignInContext, SignInSnapshot } from './sign-in.ts';

/** Each state of signing in as a screen. */
export function signInScreen({ value, context }: SignInSnapshot, bank: BankFacts): Screen {
  const plain: Screen = {
    name: 'signIn',
    mood: 'neutral',
    title: { key: 'service.signIn.title' },
    lines: [],
    items: [],
    locker: null,
    picture: null,
    help: 'service.help.signIn',
    faultCode: null,
    attention: context.attention,
  };
  const leave = button('leave', 'action.leave', 'leave');
  switch (value.story) {
    case 'how':
      return {
        ...plain,
        lines: [body('service.signIn.body')],
        picture: { emphasis: 'reader', lit: [] },
        items: [button('byName', 'service.signIn.byName', 'normal', 'keyboard'), leave],
      };
    case 'pin':
      return typing(plain, context, 'signInPin', 'service.signIn.pin');
    case 'userName':
      return typing(plain, context, 'signInName', 'service.signIn.userName');
    case 'password':
      return typing(plain, context, 'signInPassword', 'service.signIn.password');
    case 'refused':
      return {
        ...plain,
        name: 'signInRefused',
        mood: 'problem',
        title: { key: 'service.signIn.refused' },
        lines: [whyLine(context), ...supportLines(bank)],
        items: [button('again', 'service.signIn.again', 'primary', 'again'), leave],
        faultCode: 'S-REFUSED',
      };
    case 'deciding':
    case 'asking':
    case 'ended':
      return { ...plain, name: 'signInWait', mood: 'wait', lines: [body('service.signIn.wait')] };
  }
}

function typing(plain: Screen, context: SignInContext, name: string, label: MessageKey): Screen {
  return {
    ...plain,
    name,
    title: { key: label },
    typing: { entry: context.entry, label: { key: label } },
    items: [button('leave', 'action.leave', 'leave')],
  };
}

function whyLine({ answer }: SignInContext): ReturnType<typeof body> {
  switch (answer?.outcome) {
    case 'locked':
      return body('service.signIn.locked', {
        minutes: Math.max(1, Math.ceil(answer.forMs / MINUTE)),
      });
    case 'notAllowed':
      return body('service.signIn.notAllowed');
    case 'refused':
      return body('service.signIn.attempts', { left: answer.attemptsLeft });
    case 'recognised':
    case undefined:
      return body('service.signIn.wrong');
  }
}

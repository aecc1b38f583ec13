import { ESLintUtils } from '@typescript-eslint/utils';

/** `restante/no-unused-result`: a call whose `Result` nobody looks at hides a failure. */
export const resultRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { unused: 'This Result says whether it worked; look at it.' },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();
    return {
      ExpressionStatement(node) {
        const value =
          node.expression.type === 'AwaitExpression' ? node.expression : called(node.expression);
        if (value && isResult(services.getTypeAtLocation(value), checker))
          context.report({ node, messageId: 'unused' });
      },
    };
  },
};

/** The call in `f()` and in `void f()`; of the latter nobody can look at the outcome either. */
function called(expression) {
  const inner = expression.type === 'UnaryExpression' ? expression.argument : expression;
  return inner.type === 'CallExpression' ? inner : null;
}

/** A union of `Ok` and `Err`: `ok` in every part, and `false` in at least one. */
function isResult(type, checker) {
  const parts = type.isUnion() ? type.types : [type];
  return (
    parts.length > 1 &&
    parts.every((part) => part.getProperty('ok')) &&
    parts.some(
      (part) => checker.typeToString(checker.getTypeOfSymbol(part.getProperty('ok'))) === 'false',
    )
  );
}

import { dirname, join, matchesGlob, posix, relative, sep } from 'node:path';
import { closed, layers } from './layers.js';

/** One rule, `restante/layers`: an import must be allowed by the table in `layers.js`. */
const root = join(import.meta.dirname, '..');

const isIn = (path, place) =>
  path === place || path.startsWith(`${place}/`) || matchesGlob(path, place);
const inAny = (path, places = []) => places.some((place) => isIn(path, place));
const projectPath = (file) => relative(root, file).split(sep).join('/');

export const layerRule = {
  meta: { type: 'problem', schema: [], messages: { no: '{{from}} may not import {{to}}{{why}}' } },
  create(context) {
    const from = projectPath(context.filename);
    const layer = layers.find((each) => isIn(from, each.in));
    function check(node) {
      if (!node.source) return;
      const to = node.source.value;
      const onlyTypes = node.importKind === 'type' || node.exportKind === 'type';
      const why = reason(from, layer, to, onlyTypes);
      if (why !== null) context.report({ node, messageId: 'no', data: { from, to, why } });
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

/** Why this import is not allowed, or null. */
function reason(from, layer, specifier, onlyTypes) {
  return specifier.startsWith('.')
    ? reasonOfFile(from, layer, posix.join(dirname(from), specifier), onlyTypes)
    : reasonOfPackage(from, layer, specifier, onlyTypes);
}

function reasonOfPackage(from, layer, specifier, onlyTypes) {
  if (!layer) return null;
  const name = specifier.startsWith('@') ? specifier : specifier.split('/')[0];
  if (onlyTypes && inAny(name, layer.packageTypes)) return null;
  if (!inAny(name, layer.packages)) return `: not one of the packages of ${layer.in}`;
  const only = layer.only?.[specifier];
  return only && !matchesGlob(from, `**/${only}`) ? `: only in ${only}` : null;
}

function reasonOfFile(from, layer, to, onlyTypes) {
  for (const wall of closed)
    if (inAny(to, wall.to) && !inAny(from, wall.from)) return `: ${wall.why}`;
  if (!layer) return null;
  if (inAny(to, layer.types)) return onlyTypes ? null : ': only its types';
  if (inAny(to, layer.may)) return null;
  if (dirname(to) === dirname(from) && !inAny(to, layer.never)) return null;
  return `: not one of the places that ${layer.in} may use`;
}

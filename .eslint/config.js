import { join } from 'node:path';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { layerRule } from './layer-rule.js';
import { resultRule } from './result-rule.js';

/** The rules of this project; each is shown biting in `test/rules`. */
const root = join(import.meta.dirname, '..');
const LONGEST_FILE = 300;

/** Time and chance come from a `Clock` and from `Ids` only, so that a test can give its own. */
const timeAndChance = [
  ['Date', 'now'],
  ['Math', 'random'],
  ['crypto', 'randomUUID'],
  ['performance', 'now'],
].map(([object, property]) => ({
  object,
  property,
  message: 'Time and chance come from main/base (Clock, Ids).',
}));
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'].map(
  (name) => ({ name, message: 'Timers come from a Clock.' }),
);
const SQL = '/\\b(select .+ from|insert into|update \\w+ set|delete from|create table)\\b/i';
const syntax = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'The time comes from a Clock.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' },
];
const noSql = [
  { selector: `Literal[value=${SQL}]`, message: 'SQL lives in db/ and cloud/.' },
  { selector: `TemplateElement[value.raw=${SQL}]`, message: 'SQL lives in db/ and cloud/.' },
];

export default tseslint.config(
  { ignores: ['node_modules', '.build', '.cache', '.data', 'test/artefacts', 'test/vectors'] },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    plugins: { restante: { rules: { layers: layerRule, 'no-unused-result': resultRule } } },
    rules: {
      'max-lines': ['error', { max: LONGEST_FILE }],
      'restante/layers': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-empty': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: root } },
    rules: {
      'restante/no-unused-result': 'error',
      'no-restricted-syntax': ['error', ...syntax, ...noSql],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Objects here are made of closures and have no `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    files: ['{main,hardware,db,cloud,renderer}/**/*.{ts,tsx}'],
    ignores: ['main/base/**', 'main/start/**'],
    rules: {
      'no-restricted-properties': ['error', ...timeAndChance],
      'no-restricted-globals': ['error', ...timers],
    },
  },
  {
    // Reconnecting is no business timer, and the page has no Clock.
    files: ['renderer/link/web-socket-link.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['{db,cloud}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...syntax] },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: hooks.configs.recommended.rules,
  },
  {
    // A test looks into the store with its own eyes.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      'no-restricted-syntax': ['error', ...syntax],
    },
  },
  {
    // The tools ask for a default export.
    files: ['**/vite*.config.ts', 'test/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);

import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Who may import whom; ARCHITECTURE.md tells why. */
const LAYERS = [
  {
    sourceTag: 'layer:core',
    onlyDependOnLibsWithTags: ['layer:core'],
    bannedExternalImports: ['@cdktf/*', 'constructs', '@aws-sdk/*'],
  },
  { sourceTag: 'layer:network', onlyDependOnLibsWithTags: ['layer:core', 'layer:testing', 'layer:network'] },
  { sourceTag: 'layer:resource', onlyDependOnLibsWithTags: ['layer:core', 'layer:testing', 'layer:network'] },
  {
    sourceTag: 'layer:platform',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:testing', 'layer:network', 'layer:resource'],
  },
  {
    sourceTag: 'layer:environment',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:platform'],
    bannedExternalImports: ['@cdktf/*', 'cdktf'],
  },
  {
    sourceTag: 'layer:tool',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:tool'],
    bannedExternalImports: ['@cdktf/*', 'cdktf', 'constructs'],
  },
  {
    sourceTag: 'layer:verification',
    onlyDependOnLibsWithTags: ['layer:core', 'layer:tool', 'layer:platform', 'layer:testing'],
    bannedExternalImports: ['@cdktf/*'],
  },
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['layer:app'] },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      '**/cdktf.out',
      '**/.slipway',
      '**/.nx',
      '**/.next',
      '**/next-env.d.ts',
      '**/node_modules',
      '**/fixtures',
      '**/files',
    ],
  },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints: LAYERS, banTransitiveDependencies: false },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@cdktf/provider-aws',
              message: 'The barrel costs seconds and 580 MB. Import "@cdktf/provider-aws/lib/<resource>".',
            },
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-indexed-object-style': ['error', 'index-signature'],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // Not by its layer: specs of core try its values on real constructs.
    files: ['libs/core/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'cdktf', message: 'Tools load core too. Name the few members that you need.' }] },
      ],
    },
  },
);

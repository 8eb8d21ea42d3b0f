/** The workflows of a state repository. No secret on a pull request, every action pinned, no expression inside a script. Pure. */
import { ACTIONS } from './actions.ts';

const PREPARE = `      - uses: ${ACTIONS.checkout}
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: ${ACTIONS.node}
        with:
          node-version: 24
      - run: npm ci --ignore-scripts`;

/** Lets git ask for the token when it needs it, so that it is never written to disk. */
const CREDENTIALS = `      - name: let git use the token
        run: |
          git config --local credential.helper '!f() { echo username=x-access-token; echo "password=$GITHUB_TOKEN"; }; f'`;

/** An app's token is preferred: pull requests opened with it start their checks by themselves. */
const TOKEN = `      - name: token of the app, where there is one
        id: app
        if: env.APP_ID != ''
        uses: ${ACTIONS.token}
        with:
          app-id: \${{ env.APP_ID }}
          private-key: \${{ secrets.LASTDAY_APP_KEY }}`;

/** Where every organisation adds what only it knows. */
const OWN = `      # Add here what brings the exports of your systems into exports/, and below env what your systems name as
      # credentials: LASTDAY_CREDENTIAL_<NAME>, and LASTDAY_CREDENTIAL_CAPTURE_<YYYY_MM> where accounts are changed.`;

/** A job that writes, up to its own step: only from the protected environment, with the app's token where there is one. */
const WRITING = `    environment: lastday-apply
    permissions:
      contents: write
      pull-requests: write
      issues: write
    env:
      APP_ID: \${{ secrets.LASTDAY_APP_ID }}
    steps:
${PREPARE}
${TOKEN}
${CREDENTIALS}
${OWN}`;

/** Pull requests: validated, and planned from files alone; the comment is written by a job that runs no code of the change. */
export const CHECK = `# Checks of a pull request: read-only token, no secrets.
name: check
on:
  pull_request:
  merge_group:
permissions: {}
concurrency:
  group: check-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  validate:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    env:
      BASE: \${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha }}
    steps:
${PREPARE}
      - name: validate
        run: npx --no-install lastday validate --base "$BASE" --commit HEAD --format github
      - name: what this change makes due
        if: github.event_name == 'pull_request'
        run: |
          npx --no-install lastday plan --offline --base "$BASE" > comment.md
          cat comment.md >> "$GITHUB_STEP_SUMMARY"
      - uses: ${ACTIONS.upload}
        if: github.event_name == 'pull_request'
        with:
          name: comment
          path: comment.md
          retention-days: 1
  comment:
    needs: validate
    if: github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      pull-requests: write
    steps:
      - uses: ${ACTIONS.download}
        with:
          name: comment
      - name: one comment, edited in place
        env:
          GH_TOKEN: \${{ github.token }}
          REPOSITORY: \${{ github.repository }}
          NUMBER: \${{ github.event.pull_request.number }}
        run: gh pr comment "$NUMBER" --repo "$REPOSITORY" --body-file comment.md --edit-last --create-if-none
`;

/** The nightly: one job that can only read and plans, one that applies exactly that plan. */
export const NIGHTLY = `# The nightly reconcile. Plan with read credentials, apply exactly that plan with write credentials.
name: nightly
on:
  schedule:
    - cron: '17 1 * * *'
  workflow_dispatch:
permissions: {}
concurrency:
  group: lastday
  cancel-in-progress: false
jobs:
  plan:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    environment: lastday-read
    permissions:
      contents: read
    outputs:
      digest: \${{ steps.plan.outputs.digest }}
      exit: \${{ steps.plan.outputs.exit }}
      artifact: \${{ steps.upload.outputs.artifact-id }}
    env:
      LASTDAY_EXPORTS: exports
    steps:
${PREPARE}
${OWN}
      - name: plan
        id: plan
        run: |
          set +e
          npx --no-install lastday plan --out plan.json
          code=$?
          set -e
          echo "exit=$code" >> "$GITHUB_OUTPUT"
          test -f plan.json || exit "$code"
          echo "digest=$(node -p 'JSON.parse(require("fs").readFileSync("plan.json", "utf8")).id')" >> "$GITHUB_OUTPUT"
      - uses: ${ACTIONS.upload}
        id: upload
        with:
          name: plan
          path: plan.json
          retention-days: 1
  apply:
    needs: plan
    if: \${{ !cancelled() && needs.plan.outputs.digest != '' }}
    runs-on: ubuntu-latest
    timeout-minutes: 120
${WRITING}
      - uses: ${ACTIONS.download}
        with:
          artifact-ids: \${{ needs.plan.outputs.artifact }}
          merge-multiple: true
      - name: apply
        env:
          GITHUB_TOKEN: \${{ steps.app.outputs.token || github.token }}
          LASTDAY_EXPORTS: exports
          DIGEST: \${{ needs.plan.outputs.digest }}
          PLAN_EXIT: \${{ needs.plan.outputs.exit }}
        run: |
          set +e
          npx --no-install lastday apply plan.json --digest "$DIGEST"
          code=$?
          for one in 70 130 64 8 7 6 4 3 9 5 1; do
            if [ "$PLAN_EXIT" = "$one" ] || [ "$code" = "$one" ]; then exit "$one"; fi
          done
`;

/** An immediate end of access does not wait for the night: only that person, at once. */
export const IMMEDIATE = `# Somebody's access ends at once: merged plans of kind immediate are carried out without waiting for the night.
name: immediate
on:
  push:
    branches: [main]
    paths: ['state/offboardings/**']
permissions: {}
concurrency:
  group: lastday
  cancel-in-progress: false
jobs:
  immediate:
    runs-on: ubuntu-latest
    timeout-minutes: 60
${WRITING}
      - name: reconcile those people only
        env:
          GITHUB_TOKEN: \${{ steps.app.outputs.token || github.token }}
          LASTDAY_EXPORTS: exports
          BEFORE: \${{ github.event.before }}
          AFTER: \${{ github.event.after }}
        run: |
          git diff --name-only --diff-filter=AM "$BEFORE" "$AFTER" -- state/offboardings > changed.txt
          worst=0
          while read -r file; do
            grep -Eq '^kind: *immediate *(#.*)?$' "$file" || continue
            id=$(sed -nE 's/^employee: *([a-z0-9][a-z0-9-]*) *(#.*)?$/\\1/p' "$file")
            npx --no-install lastday reconcile --only "$id" < /dev/null || worst=$?
          done < changed.txt
          exit "$worst"
`;

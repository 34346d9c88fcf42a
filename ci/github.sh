#!/usr/bin/env bash
# What action.yml runs: the pairs that a pull request changed, by the settings of the branch that it goes to.
set -euo pipefail
arguments=()
if [ -n "${GITHUB_BASE_REF:-}" ]; then
  base="refs/remotes/origin/$GITHUB_BASE_REF"
  git fetch --quiet --no-tags --depth=1 origin "+refs/heads/$GITHUB_BASE_REF:$base"
  if [ "${INPUT_CHANGED_ONLY:-true}" = true ]; then arguments+=(--changed-since "$base"); fi
  if [ "${INPUT_SETTINGS_FROM:-base}" = base ]; then arguments+=(--config-from "$base"); fi
fi
if [ -n "${INPUT_FAIL_ON:-}" ]; then arguments+=(--fail-on "$INPUT_FAIL_ON"); fi
if [ -n "${INPUT_SARIF:-}" ]; then arguments+=(-f "sarif=$INPUT_SARIF"); fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then arguments+=(-f "markdown=$GITHUB_STEP_SUMMARY"); fi
read -ra named <<< "${INPUT_ARGUMENTS:-}"
exec xlcheck check --quiet -f github "${arguments[@]}" "${named[@]}"

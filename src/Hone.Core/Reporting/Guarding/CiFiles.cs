namespace Hone.Reporting.Guarding;

/// <summary>A file by which a CI server runs Hone.</summary>
/// <param name="Path">Where it goes, relative to the repository.</param>
/// <param name="Text">Its content.</param>
/// <param name="IsProgram">It is a script.</param>
public sealed record CiFile(string Path, string Text, bool IsProgram = false);

/// <summary>
/// The files of CI: a check of every proposed change, and a round, if one is due, with a drift check each night. They post nothing: what is written
/// is kept beside the job, and the step that puts the comment onto the change stands there switched off, as it needs a token.
/// </summary>
public static class CiFiles
{
    /// <summary>The servers that there are files for; <c>plain</c> is a script for any other.</summary>
    public static IReadOnlyList<string> Servers { get; } = ["github", "gitlab", "plain"];

    /// <summary>The file of a server.</summary>
    /// <param name="server">One of <see cref="Servers"/>.</param>
    /// <param name="prefix">The project's folder inside the repository, without a slash at its end; empty for the repository itself.</param>
    public static CiFile Of(string server, string prefix) => server switch
    {
        "github" => new(".github/workflows/hone.yml", Fill(GitHub, prefix)),
        "gitlab" => new(".gitlab/hone.yml", Fill(GitLab, prefix)),
        _ => new("ci/hone.sh", Fill(Plain, prefix), IsProgram: true),
    };

    /// <summary>What is still to do, one sentence each.</summary>
    public static IReadOnlyList<string> Next(string server) =>
    [
        "put the way in which your runners get hone where the file says so, and commit the file",
        .. server == "gitlab" ? ["name it in .gitlab-ci.yml: include: [{ local: .gitlab/hone.yml }], and make a nightly schedule under Build > Pipeline schedules"] : Array.Empty<string>(),
        .. server == "plain" ? ["call it as: ci/hone.sh gate origin/main, and each night as: ci/hone.sh nightly"] : Array.Empty<string>(),
        "pin what the nightly drift check is held against: hone baseline && hone guard set, and commit .hone",
    ];

    private const string GitHub = """
        # Hone in CI, written by: hone ci init github
        # A pull request is held against the commit it came from, both built and run on one machine. Each night a round is run, if one is due.
        name: hone

        on:
          pull_request:
          schedule:
            - cron: "23 3 * * *"
          workflow_dispatch:

        permissions:
          contents: read

        concurrency:
          group: hone-${{ github.ref }}
          cancel-in-progress: true

        defaults:
          run:
            working-directory: "@FOLDER@"

        jobs:
          gate:
            if: github.event_name == 'pull_request'
            runs-on: ubuntu-latest
            timeout-minutes: 60
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              # Put here how your runners get hone, and what your program's build needs.
              - name: Hone is there
                run: hone --version
              - name: Guard
                env:
                  BASE: ${{ github.event.pull_request.base.sha }}
                run: |
                  status=0
                  hone guard check --base "$BASE" --no-record --reports hone-reports || status=$?
                  if [ -f hone-reports/guard.md ]; then cat hone-reports/guard.md >> "$GITHUB_STEP_SUMMARY"; fi
                  # 0 kept, 1 regressed, 3 could not be measured, 4 undecided: that one does not stop a change.
                  if [ "$status" -eq 4 ]; then
                    echo "::warning title=hone::undecided: no loss is shown, and none is excluded"
                    status=0
                  fi
                  exit "$status"
              - uses: actions/upload-artifact@v4
                if: always()
                with:
                  name: hone-guard
                  path: "@PREFIX@hone-reports"
                  if-no-files-found: ignore
              # One comment, written anew in its place. It needs: permissions: pull-requests: write
              # - name: Comment
              #   if: always() && hashFiles('**/hone-reports/guard.md') != ''
              #   env:
              #     GH_TOKEN: ${{ github.token }}
              #     COMMENTS: repos/${{ github.repository }}/issues/${{ github.event.number }}/comments
              #   run: |
              #     id=$(gh api --paginate "$COMMENTS" --jq '.[] | select(.body | startswith("<!-- hone-guard -->")) | .id' | head -n 1)
              #     if [ -n "$id" ]; then
              #       gh api -X PATCH "repos/${{ github.repository }}/issues/comments/$id" -F body=@hone-reports/guard.md
              #     else
              #       gh api "$COMMENTS" -F body=@hone-reports/guard.md
              #     fi
              # The function that costs more, at its line. It needs: permissions: security-events: write
              # - uses: github/codeql-action/upload-sarif@v3
              #   if: always() && hashFiles('**/hone-reports/guard.sarif') != ''
              #   with:
              #     sarif_file: "@PREFIX@hone-reports/guard.sarif"

          nightly:
            if: github.event_name != 'pull_request'
            runs-on: ubuntu-latest
            timeout-minutes: 180
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              # Put here how your runners get hone, and what your program's build needs.
              - name: Hone is there
                run: hone --version
              - name: Drift
                run: |
                  status=0
                  hone guard check --drift --no-record --reports hone-reports || status=$?
                  if [ -f hone-reports/guard.md ]; then cat hone-reports/guard.md >> "$GITHUB_STEP_SUMMARY"; fi
                  if [ "$status" -eq 4 ]; then status=0; fi
                  exit "$status"
              - name: Round, if one is due
                if: always()
                run: |
                  due=0
                  hone due --otherwise "0 0 * * *" || due=$?
                  # 0 due, 1 not yet: by [schedule] in hone.toml, or once a day where there is none.
                  case "$due" in
                  0) hone run ;;
                  1) ;;
                  *) exit "$due" ;;
                  esac
              - uses: actions/upload-artifact@v4
                if: always()
                with:
                  name: hone-nightly
                  path: |
                    @PREFIX@hone-reports
                    @PREFIX@PERFORMANCE_ANALYSIS.md
                  if-no-files-found: ignore

        """;

    private const string GitLab = """
        # Hone in CI, written by: hone ci init gitlab
        # A merge request is held against the commit it came from, both built and run on one machine. Each night a round is run, if one is due.
        # Include it from .gitlab-ci.yml:
        #   include:
        #     - local: .gitlab/hone.yml

        .hone:
          stage: test
          variables:
            GIT_DEPTH: "0"
            GIT_STRATEGY: clone
          # Put here how your runners get hone, and what your program's build needs.
          before_script:
            - cd "$CI_PROJECT_DIR/@FOLDER@"
            - hone --version
          artifacts:
            when: always
            paths:
              - "@PREFIX@hone-reports"
              - "@PREFIX@PERFORMANCE_ANALYSIS.md"
            reports:
              junit: "@PREFIX@hone-reports/guard.junit.xml"

        hone-gate:
          extends: .hone
          rules:
            - if: $CI_PIPELINE_SOURCE == "merge_request_event"
          # 0 kept, 1 regressed, 3 could not be measured, 4 undecided: that one does not stop a change.
          allow_failure:
            exit_codes:
              - 4
          script:
            - hone guard check --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --no-record --reports hone-reports
          # The comment is hone-reports/guard.md. Posting it needs a token of yours, and its first line is the mark to find it by again.

        hone-nightly:
          extends: .hone
          rules:
            - if: $CI_PIPELINE_SOURCE == "schedule"
          script:
            - status=0
            - hone guard check --drift --no-record --reports hone-reports || status=$?
            # A round if one is due: by [schedule] in hone.toml, or once a day where there is none.
            - due=0
            - hone due --otherwise "0 0 * * *" || due=$?
            - if [ "$due" -eq 0 ]; then hone run; elif [ "$due" -ne 1 ]; then exit "$due"; fi
            - if [ "$status" -eq 4 ]; then status=0; fi
            - exit "$status"

        """;

    private const string Plain = """
        #!/bin/sh
        # Hone in CI, written by: hone ci init plain
        # ci/hone.sh gate [BASE]   the commit that is checked out beside where it and BASE went apart, both built and run on this machine
        # ci/hone.sh nightly       drift since the pinned commit, and a round if one is due
        # Exit codes: 0 kept or undecided (4 with STRICT=1), 1 regressed, 3 could not be measured; of a night without any of these, that of its round.
        set -u
        cd "$(dirname -- "$0")/../@FOLDER@" || exit 3
        # Put here how your runners get hone, and what your program's build needs.
        hone --version || exit 3
        reports=${REPORTS:-hone-reports}
        status=0
        round=0
        case "${1:-gate}" in
        gate)
            hone guard check --base "${2:-origin/HEAD}" --no-record --reports "$reports" || status=$?
            ;;
        nightly)
            hone guard check --drift --no-record --reports "$reports" || status=$?
            # A round if one is due: by [schedule] in hone.toml, or once a day where there is none.
            hone due --otherwise "0 0 * * *" || round=$?
            case "$round" in
            0) hone run || round=$? ;;
            1) round=0 ;;
            esac
            ;;
        *)
            echo "usage: $0 gate [BASE] | nightly" >&2
            exit 2
            ;;
        esac
        if [ "$status" -eq 4 ] && [ -z "${STRICT:-}" ]; then
            echo "hone: undecided: no loss is shown, and none is excluded" >&2
            status=0
        fi
        # A round that went wrong is told unless the check has something worse; one that went well takes nothing back.
        if [ "$round" -ne 0 ] && { [ "$status" -eq 0 ] || [ "$status" -eq 4 ]; }; then
            status=$round
        fi
        exit "$status"

        """;

    private static string Fill(string text, string prefix) => text
        .Replace("@FOLDER@", prefix.Length == 0 ? "." : prefix, StringComparison.Ordinal)
        .Replace("@PREFIX@", prefix.Length == 0 ? "" : prefix + "/", StringComparison.Ordinal);
}

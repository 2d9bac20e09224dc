using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>
/// Agents at work on a small C program, for real: a scripted one that edits by what its plan says of its bead. Interrupted, killed, then
/// the whole of it: a good change lands, a useless one is closed as no win, a cheat is refused by its rule, a crash and a hang return their claims.
/// </summary>
public sealed class WorkTests : IDisposable
{
    private const string Agent = """
        #!/bin/sh
        # The plan says what to do for a bead; the brief must be one.
        brief=$(cat)
        case $brief in *"Evidence (measured)"*) ;; *) exit 9 ;; esac
        case $(sed -n "s/^$HONE_BEAD //p" "$(dirname "$0")/plan") in
        good)
            echo '{"usage":{"input_tokens":1200,"output_tokens":34},"total_cost_usd":0.5}'
            sed -i 's/round < 48/round < 12/' work.c ;;
        useless)
            if grep -q 7ul work.c; then
                # Called again: what was measured of the first attempt ends the bead although this call fails.
                case $brief in *"What Hone found of your last attempt"*) exit 3 ;; *) echo '# not told' >> hone.toml; exit ;; esac
            fi
            sed -i 's/unsigned long each = 7;/unsigned long each = 7ul;/' work.c ;;
        cheat)
            sed -i 's/round < 48/round < 12/' work.c
            echo '# laxer' >> hone.toml ;;
        crash) echo broken >> work.c; exit 3 ;;
        *) sleep 300 ;;
        esac
        """;

    private readonly ChangeProject _project = new("""
        [agent]
        timeout = "5s"
        attempts = 2
        """, wholeRound: true);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Every_bead_comes_to_its_end_and_no_claim_is_lost()
    {
        string agent = Path.Combine(_project.State, "agent.sh");
        File.WriteAllText(agent, Agent);
        string[] beads =
        [
            Bead("mix", "work-elimination", "work.c:6-15", 2),
            Bead("mix", "precomputation", "work.c:6-15", 1),
            Bead("mix", "memoization", "work.c:6-15", 1),
            Bead("rest", "work-elimination", "work.c:17-23", 1),
            Bead("rest", "precomputation", "work.c:17-23", 1),
        ];
        string[] work = ["work", "--agent-command", $"/bin/sh {agent}", "--metric", "cpu", "--timing", "8", "--json"];

        // An interruption: everything is given back before it ends. SIGTERM, since a shell that starts tests in the background has them ignore SIGINT.
        using (Tool.Running interrupted = _project.Begin(work))
        {
            WaitForChange(1);
            _ = Tool.Run("/", "kill", "-TERM", interrupted.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Tool.Answer answer = interrupted.Wait(TimeSpan.FromMinutes(1));
            Assert.True(answer.ExitCode == 143, answer.ToString());
        }

        Assert.Empty(Claimed());
        Assert.Equal(1, _project.Entries("change-closed"));

        // SIGKILL: the claim stays, and the next one gives it back.
        using (Tool.Running killed = _project.Begin(work))
        {
            WaitForChange(2);
            killed.Kill();
        }

        Assert.Single(Claimed());
        File.WriteAllLines(Path.Combine(_project.State, "plan"), beads.Zip(["good", "useless", "cheat", "crash", "hang"], (bead, kind) => $"{bead} {kind}"));
        Tool.Answer whole = _project.Hone([.. work, "--agents", "2", "--land", "--max-beads", "5"]);
        Dictionary<string, JsonElement> rows = ChangeProject.Json(whole, 1).GetProperty("beads").EnumerateArray().ToDictionary(row => row.GetProperty("bead").GetString()!);
        Assert.True(rows.Count == 5, whole.ToString());
        Assert.Contains("given back", whole.Error, StringComparison.Ordinal);
        Assert.Equal(("landed", 1), Result(rows[beads[0]]));
        Assert.Equal(1200, rows[beads[0]].GetProperty("inputTokens").GetInt32());
        Assert.InRange(rows[beads[0]].GetProperty("gain").GetDouble(), 0.15, 0.7);
        Assert.Equal(("no-win", 2), Result(rows[beads[1]]));
        Assert.Equal(("refused", 1), Result(rows[beads[2]]));
        Assert.Equal("manifest-touched", rows[beads[2]].GetProperty("rule").GetString());
        Assert.Equal("agent-failed", rows[beads[3]].GetProperty("rule").GetString());
        Assert.Equal("agent-timed-out", rows[beads[4]].GetProperty("rule").GetString());

        // One commit with its trailers, one worktree, nobody's claim, and a record that holds; what each call printed is kept.
        Assert.Empty(Claimed());
        string message = _project.Git("log", "-1", "--format=%B");
        Assert.All(new[] { "Hone-Change: ", "Hone-Bead: " + beads[0], "Hone-Lever: work-elimination", "Hone-Gain: cpu of day " }, trailer => Assert.Contains(trailer, message, StringComparison.Ordinal));
        Assert.Equal("work.c", _project.Git("diff", "--name-only", "HEAD~1", "HEAD").Trim());
        Assert.Single(_project.Git("worktree", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(6, _project.Entries("work"));
        Assert.Equal(0, _project.Hone("ledger", "verify").ExitCode);
        Assert.DoesNotContain("laxer", File.ReadAllText(_project.Folder.File("hone.toml")), StringComparison.Ordinal);
    }

    private static (string?, int) Result(JsonElement row) => (row.GetProperty("result").GetString(), row.GetProperty("calls").GetInt32());

    // A bead of a lever that somebody saw there.
    private string Bead(string function, string lever, string lines, int effort)
    {
        JsonElement row = ChangeProject.Json(_project.Hone("matrix", "--json"), 0).GetProperty("rows").EnumerateArray()
            .First(row => row.GetProperty("hotspot").GetProperty("function").GetString() == function && row.GetProperty("kind").GetString() == "cpu");
        string id = ChangeProject.Json(
            _project.Hone("matrix", "set", row.GetProperty("id").GetString()!, "--lever", lever, "--lines", lines, "--effort", effort.ToString(System.Globalization.CultureInfo.InvariantCulture), "--because", "seen", "--json"), 0).GetProperty("id").GetString()!;
        return "bd-lever.lever-" + id;
    }

    private void WaitForChange(int count) => Assert.True(SpinWait.SpinUntil(() => _project.Entries("change") == count, TimeSpan.FromMinutes(1)));

    private string[] Claimed() =>
    [
        .. ChangeProject.Json(_project.Hone("beads", "list", "--json"), 0).GetProperty("beads").EnumerateArray()
            .Where(bead => bead.GetProperty("status").GetString() == "in_progress").Select(bead => bead.GetProperty("name").GetString()!),
    ];
}

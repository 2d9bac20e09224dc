using System.Text;
using System.Text.Json;
using Hone.Cli.Serving;
using Hone.Ledger;
using Hone.Linux.Storage;

namespace Hone.Tests.Serving;

public sealed class LiveReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly Clock _clock = new();
    private readonly LiveReport _report;

    public LiveReportTests()
    {
        File.WriteAllText(Manifest, "[project]\nname = \"served\"\n[[workload]]\nname = \"day\"\ncommand = [\"true\"]\n");
        _report = new(_folder, _clock, TestContext.Current.CancellationToken);
    }

    private string Manifest => Path.Combine(_folder, "hone.toml");

    public void Dispose()
    {
        _report.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_is_made_once_for_all_who_ask_and_anew_when_the_project_changed()
    {
        LiveReport.Answer[] all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _report.Read(isBusy: false, fresh: false)));
        Assert.All(all, answer => Assert.Same(all[0].Page, answer.Page));
        Assert.Equal(1, _report.Made);
        File.AppendAllText(Manifest, "[[workload]]\nname = \"night-shift\"\ncommand = [\"true\"]\n");
        LiveReport.Answer anew = await _report.Read(isBusy: false, fresh: false);
        Assert.Contains("night-shift", Encoding.UTF8.GetString(anew.Page!), StringComparison.Ordinal);
        Assert.Equal(2, _report.Made);
    }

    // No file says that the history, what is sealed or a tracker's own database changed.
    [Fact]
    public async Task While_nothing_is_at_work_a_page_is_shown_for_seconds_and_beside_a_phase_an_old_one_says_that_it_may_be_behind()
    {
        byte[] first = (await _report.Read(isBusy: false, fresh: false)).Page!;
        _clock.Now += LiveReport.MostAge;
        Assert.Same(first, (await _report.Read(isBusy: false, fresh: false)).Page);
        _clock.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(new(first, null, IsBehind: true) { Age = LiveReport.MostAge + TimeSpan.FromMilliseconds(1) }, await _report.Read(isBusy: true, fresh: false));
        Assert.Equal(1, _report.Made);
        Assert.False((await _report.Read(isBusy: false, fresh: false)).IsBehind);
        Assert.Equal(2, _report.Made);
    }

    [Fact]
    public async Task A_page_that_takes_longer_to_make_than_it_is_kept_is_not_made_once_for_each_who_waited()
    {
        _clock.Step = LiveReport.MostAge + TimeSpan.FromSeconds(1);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _report.Read(isBusy: false, fresh: i % 2 == 0)));

        // Who asked before the first was begun got that one; all others the second.
        Assert.InRange(_report.Made, 1, 2);
    }

    [Fact]
    public async Task Altered_evidence_is_not_shown_as_verified_and_its_page_is_not_kept()
    {
        StateFolder state = new(_folder);
        state.Create();
        ArtifactStore artifacts = new(state);
        Artifact kept = artifacts.Put("a", "hello"u8);
        JsonElement data = JsonSerializer.SerializeToElement(new BeadsFact([], new Dictionary<string, string>()), FactJson.Default.BeadsFact);
        new LedgerStore(state).Append(EntryKind.Beads, data, [kept], new("me", "none", "host"), DateTimeOffset.UnixEpoch);
        Assert.Contains("✓ Verified.", await Text(isBusy: false), StringComparison.Ordinal);
        await File.WriteAllTextAsync(artifacts.PathOf(kept), "hallo", TestContext.Current.CancellationToken);
        Assert.Contains("The record was altered.", await Text(isBusy: false, fresh: true), StringComparison.Ordinal);
        Assert.Contains("The record was altered.", await Text(isBusy: true), StringComparison.Ordinal);
        await File.WriteAllTextAsync(artifacts.PathOf(kept), "hello", TestContext.Current.CancellationToken);
        Assert.Contains("✓ Verified.", await Text(isBusy: true), StringComparison.Ordinal);
        await File.WriteAllTextAsync(artifacts.PathOf(kept), "hallo", TestContext.Current.CancellationToken);
        _clock.Now += LiveReport.MostAge + TimeSpan.FromSeconds(1);
        Assert.Contains("The record was altered.", await Text(isBusy: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_a_phase_that_is_measured_the_last_one_is_shown_until_somebody_asks_for_a_new_one()
    {
        byte[] first = (await _report.Read(isBusy: false, fresh: false)).Page!;
        Assert.Equal(new(first, null, IsBehind: false), await _report.Read(isBusy: true, fresh: false));
        File.AppendAllText(Manifest, "[[workload]]\nname = \"night-shift\"\ncommand = [\"true\"]\n");
        Assert.Equal(new(first, null, IsBehind: true), await _report.Read(isBusy: true, fresh: false));
        LiveReport.Answer wanted = await _report.Read(isBusy: true, fresh: true);
        Assert.NotSame(first, wanted.Page);
        Assert.False(wanted.IsBehind);
    }

    [Fact]
    public async Task What_no_report_can_be_made_of_is_said_and_an_altered_record_has_a_page_that_says_only_that()
    {
        string good = File.ReadAllText(Manifest);
        File.WriteAllText(Manifest, "[project\n");
        LiveReport.Answer none = await _report.Read(isBusy: false, fresh: false);
        Assert.Null(none.Page);
        Assert.Contains("\nnext: ", none.Why, StringComparison.Ordinal);
        File.WriteAllText(Manifest, good);
        Directory.CreateDirectory(Path.Combine(_folder, ".hone"));
        File.WriteAllText(Path.Combine(_folder, ".hone/ledger.jsonl"), "not a ledger\n");
        string page = Encoding.UTF8.GetString((await _report.Read(isBusy: false, fresh: false)).Page!);
        Assert.Contains("The record was altered.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("summary-title", page, StringComparison.Ordinal);
    }

    private async Task<string> Text(bool isBusy, bool fresh = false) => await _report.Read(isBusy, fresh) is var answer && answer.Page is byte[] page ? Encoding.UTF8.GetString(page) : throw new InvalidOperationException(answer.Why);

    private sealed class Clock : TimeProvider
    {
        private readonly Lock _gate = new();

        public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

        /// <summary>What each look takes.</summary>
        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            lock (_gate)
            {
                Now += Step;
                return Now.Ticks;
            }
        }
    }
}

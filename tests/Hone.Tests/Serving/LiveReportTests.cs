using System.Text;
using Hone.Cli.Serving;

namespace Hone.Tests.Serving;

public sealed class LiveReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-test-").FullName;
    private readonly LiveReport _report;

    public LiveReportTests()
    {
        File.WriteAllText(Manifest, "[project]\nname = \"served\"\n[[workload]]\nname = \"day\"\ncommand = [\"true\"]\n");
        _report = new(_folder, TestContext.Current.CancellationToken);
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
}

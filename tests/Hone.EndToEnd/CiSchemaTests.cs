namespace Hone.EndToEnd;

/// <summary>
/// What CI servers read, held against the schemas that are published for it: GitHub's workflows by action-validator, GitLab's jobs by
/// gitlab-ci-local, SARIF by the schema of OASIS in its draft-04 form. Each validator also refuses a broken file, so that it is known to look.
/// </summary>
public sealed class CiSchemaTests : IDisposable
{
    private const string SarifCheck = """
        const Ajv = require('ajv-draft-04'); const fs = require('fs');
        const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true }); require('ajv-formats')(ajv);
        const check = ajv.compile(JSON.parse(fs.readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')));
        if (!check(JSON.parse(fs.readFileSync(process.argv[2])))) { console.error(ajv.errorsText(check.errors)); process.exit(1); }
        """;

    private const string SarifGolden = "tests/Hone.Tests/Reporting/Guarding/GuardReportTests.SARIF_lies_at_the_function_that_costs_most_more_and_without_one_at_the_manifest.golden.txt";

    private readonly ProjectFolder _folder = new(git: false);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_workflow_of_GitHub_holds_by_its_schema()
    {
        Install("@action-validator/core@0.6.0", "@action-validator/cli@0.6.0");
        string workflow = Written("github");
        _folder.Write("hone.yml", workflow);
        _folder.Write("broken.yml", workflow.Replace("timeout-minutes: 60", "timeout-minuts: 60", StringComparison.Ordinal));
        Passes("node_modules/.bin/action-validator", "hone.yml");
        Fails("node_modules/.bin/action-validator", "broken.yml");
    }

    [Fact]
    public void The_jobs_of_GitLab_hold_by_their_schema()
    {
        Install("gitlab-ci-local@4.56.0");
        Passes("git", "init", "-q");
        Passes("git", "remote", "add", "origin", "https://example.org/a/b.git");
        string jobs = Written("gitlab");
        _folder.Write("hone.yml", jobs);
        _folder.Write("broken.yml", jobs.Replace("allow_failure:", "alow_failure:", StringComparison.Ordinal));
        Tool.Answer answer = Passes("node_modules/.bin/gitlab-ci-local", "--file", "hone.yml", "--list");
        Assert.Contains("json schema validated", answer.Output + answer.Error, StringComparison.Ordinal);
        Fails("node_modules/.bin/gitlab-ci-local", "--file", "broken.yml", "--list");
    }

    [Fact]
    public void Sarif_holds_by_its_schema()
    {
        Install("@microsoft/jest-sarif@1.0.0-beta.0", "ajv@8.17.1", "ajv-draft-04@1.0.0", "ajv-formats@3.0.1");
        _folder.Write("check.js", SarifCheck);
        string sarif = File.ReadAllText(Path.Combine(Repository.Root, SarifGolden));
        _folder.Write("hone.sarif", sarif);
        _folder.Write("broken.sarif", sarif.Replace("\"artifactLocation\"", "\"artefactLocation\"", StringComparison.Ordinal));
        Passes("node", "check.js", "hone.sarif");
        Fails("node", "check.js", "broken.sarif");
    }

    private static string Written(string server)
    {
        using ProjectFolder project = new("[project]\nname = \"p\"\n[[workload]]\nname = \"w\"\ncommand = [\"true\"]\n");
        Tool.Answer answer = project.Hone("ci", "init", server, "--dry-run");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return answer.Output;
    }

    private void Install(params string[] packages)
    {
        _folder.Write("package.json", "{}");
        Passes("npm", ["install", "--silent", "--no-audit", "--no-fund", .. packages]);
    }

    private Tool.Answer Passes(string program, params string[] words)
    {
        Tool.Answer answer = Tool.Run(_folder.Path, Program(program), words);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return answer;
    }

    private void Fails(string program, params string[] words) => Assert.Equal(1, Tool.Run(_folder.Path, Program(program), words).ExitCode);

    private string Program(string program) => program.Contains('/', StringComparison.Ordinal) ? _folder.File(program) : program;
}

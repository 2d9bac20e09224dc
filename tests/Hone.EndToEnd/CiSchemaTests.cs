namespace Hone.EndToEnd;

/// <summary>
/// What CI servers read, held against the schemas that are published for it: GitHub's workflows by action-validator, GitLab's jobs by
/// its own schema (in gitlab-ci-local), SARIF by the schema of OASIS in its draft-04 form. Each validator also refuses a broken file, so that it is known to look.
/// </summary>
public sealed class CiSchemaTests : IDisposable
{
    private const string SarifCheck = """
        const Ajv = require('ajv-draft-04'); const fs = require('fs');
        const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true }); require('ajv-formats')(ajv);
        const check = ajv.compile(JSON.parse(fs.readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')));
        if (!check(JSON.parse(fs.readFileSync(process.argv[2])))) { console.error(ajv.errorsText(check.errors)); process.exit(1); }
        """;

    private const string JobsCheck = """
        import Ajv from 'ajv'; import formats from 'ajv-formats'; import { parse } from 'yaml'; import fs from 'node:fs';
        import { schema } from './package/src/schema/schema.js';
        const ajv = new Ajv({ strict: false, allErrors: true }); formats(ajv);
        const check = ajv.compile(schema);
        if (!check(parse(fs.readFileSync(process.argv[2], 'utf8')))) { console.error(ajv.errorsText(check.errors)); process.exit(1); }
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

        // This repository as an action. The validator tells an action by its file's name.
        string action = File.ReadAllText(Path.Combine(Repository.Root, "action.yml"));
        _folder.Write("action.yml", action);
        Passes("node_modules/.bin/action-validator", "action.yml");
        _folder.Write("action.yml", action.Replace("using: composite", "usin: composite", StringComparison.Ordinal));
        Fails("node_modules/.bin/action-validator", "action.yml");
    }

    [Fact]
    public void The_jobs_of_GitLab_hold_by_their_schema()
    {
        Install("ajv@8.17.1", "ajv-formats@3.0.1", "yaml@2.6.0");
        Passes("npm", "pack", "--silent", "gitlab-ci-local@4.56.0");
        Passes("tar", "xzf", "gitlab-ci-local-4.56.0.tgz");
        _folder.Write("check.mjs", JobsCheck);
        string jobs = Written("gitlab");
        _folder.Write("hone.yml", jobs);
        _folder.Write("broken.yml", jobs.Replace("allow_failure:", "alow_failure:", StringComparison.Ordinal));
        Passes("node", "check.mjs", "hone.yml");
        Fails("node", "check.mjs", "broken.yml");
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

    private void Passes(string program, params string[] words)
    {
        Tool.Answer answer = Tool.Run(_folder.Path, Program(program), words);
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }

    private void Fails(string program, params string[] words) => Assert.Equal(1, Tool.Run(_folder.Path, Program(program), words).ExitCode);

    private string Program(string program) => program.Contains('/', StringComparison.Ordinal) ? _folder.File(program) : program;
}

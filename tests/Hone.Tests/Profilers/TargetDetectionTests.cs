using System.Runtime.Versioning;
using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;

namespace Hone.Tests.Profilers;

[SupportedOSPlatform("linux")]
public sealed class TargetDetectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-detect-").FullName;

    [Theory]
    [InlineData("python3 -m json.tool", TargetRuntime.Python)]
    [InlineData("python3.12 x.py", TargetRuntime.Python)]
    [InlineData("node x.js", TargetRuntime.Node)]
    [InlineData("npx tsc", TargetRuntime.Node)]
    [InlineData("dotnet app.dll", TargetRuntime.DotNet)]
    [InlineData("env A=1 python3 x.py", TargetRuntime.Python)]
    [InlineData("timeout -s KILL 10 node x.js", TargetRuntime.Node)]
    [InlineData("/bin/true", TargetRuntime.Native)]
    [InlineData("no-such-program-anywhere", TargetRuntime.Native)]
    public void A_command_is_known_by_its_program(string command, TargetRuntime expected) =>
        Assert.Equal(expected, TargetDetection.Detect(Request(command.Split(' '))));

    [Theory]
    [InlineData("cd /tmp && A=1 python3 x.py | sort", TargetRuntime.Python)]
    [InlineData("sort < in.txt | node x.js > out", TargetRuntime.Node)]
    [InlineData("for i in 1 2; do dotnet a.dll; done", TargetRuntime.DotNet)]
    [InlineData("grep python3 notes.txt", TargetRuntime.Native)]
    [InlineData("echo '; node' # | python3", TargetRuntime.Native)]
    [InlineData("exec \"$HOME/venv/bin/python\" x.py", TargetRuntime.Python)]
    public void A_shell_line_is_known_by_the_programs_it_runs(string line, TargetRuntime expected) =>
        Assert.Equal(expected, TargetDetection.Detect(Request(["/bin/sh", "-c", line])));

    [Theory]
    [InlineData("#!/usr/bin/env python3\nprint(1)\n", TargetRuntime.Python)]
    [InlineData("#!/usr/bin/env -S node --no-warnings\n", TargetRuntime.Node)]
    [InlineData("#!/usr/bin/python3.11\n", TargetRuntime.Python)]
    [InlineData("#!/bin/sh\n# runs python3\nexec dotnet app.dll \"$@\"\n", TargetRuntime.DotNet)]
    [InlineData("#!/bin/sh\necho python3\n", TargetRuntime.Native)]
    [InlineData("#!/usr/bin/env bash\nset -e\nprogram=\"${0##*/}\"\nexec \"/opt/pyenv/libexec/pyenv\" exec \"$program\" \"$@\"\n", TargetRuntime.Python)]
    [InlineData("#!\n", TargetRuntime.Native)]
    [InlineData("", TargetRuntime.Native)]
    public void A_script_on_the_path_is_known_by_its_interpreter(string text, TargetRuntime expected)
    {
        Program("tool", text);
        Assert.Equal(expected, TargetDetection.Detect(Request(["tool", "--flag"])));
    }

    [Fact]
    public void A_link_is_followed_to_the_program()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "real"));
        Program("real/cli.js", "#!/usr/bin/env node\n");
        File.CreateSymbolicLink(Path.Combine(_folder, "second"), Path.Combine(_folder, "real/cli.js"));
        File.CreateSymbolicLink(Path.Combine(_folder, "tool"), "second");
        Assert.Equal(TargetRuntime.Node, TargetDetection.Detect(Request(["tool"])));
    }

    [Fact]
    public void A_renamed_interpreter_is_known_by_its_symbols()
    {
        string python = File.ResolveLinkTarget("/usr/bin/python3", returnFinalTarget: true)?.FullName ?? "/usr/bin/python3";
        File.Copy(python, Path.Combine(_folder, "renamed"));
        Assert.Equal(TargetRuntime.Python, TargetDetection.Detect(Request(["renamed"])));
    }

    [Fact]
    public void A_dotnet_host_needs_its_assembly_beside_it()
    {
        string host = Path.Combine(AppContext.BaseDirectory, "Hone.Tests");
        Assert.Equal(TargetRuntime.DotNet, TargetDetection.Detect(Request([host])));
        File.Copy(host, Path.Combine(_folder, "lonely"));
        Assert.Equal(TargetRuntime.Native, TargetDetection.Detect(Request(["./lonely"])));
    }

    [Fact]
    public void A_single_file_bundle_is_dotnet()
    {
        byte[] host = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Hone.Tests"));
        int mark = host.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b]);
        Assert.True(mark > 8);
        host[mark - 8] = 1;
        File.WriteAllBytes(Path.Combine(_folder, "bundle"), host);
        File.SetUnixFileMode(Path.Combine(_folder, "bundle"), (UnixFileMode)0b111_101_101);
        Assert.Equal(TargetRuntime.DotNet, TargetDetection.Detect(Request(["bundle"])));
    }

    [Fact]
    public void Scripts_that_run_each_other_in_a_ring_end_as_native()
    {
        Program("a", "#!/bin/sh\nexec b\n");
        Program("b", "#!/bin/sh\nexec a\n");
        Assert.Equal(TargetRuntime.Native, TargetDetection.Detect(Request(["a"])));
    }

    [Fact]
    public void The_childs_own_PATH_decides()
    {
        Program("tool", "#!/usr/bin/env node\n");
        SpawnRequest request = Request(["tool"]) with { Environment = new Dictionary<string, string?> { ["PATH"] = "/usr/bin:/bin" } };
        Assert.Equal(TargetRuntime.Native, TargetDetection.Detect(request));
    }

    [Fact]
    public void A_damaged_elf_file_is_native()
    {
        byte[] host = File.ReadAllBytes("/bin/true");
        Random random = new(7);
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = host[..random.Next(4, host.Length)];
            random.NextBytes(damaged.AsSpan(5 + random.Next(60), 8 < damaged.Length - 65 ? 8 : 0));
            File.WriteAllBytes(Path.Combine(_folder, "damaged"), damaged);
            File.SetUnixFileMode(Path.Combine(_folder, "damaged"), (UnixFileMode)0b111_101_101);
            Assert.Equal(TargetRuntime.Native, TargetDetection.Detect(Request(["damaged"])));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SpawnRequest Request(IReadOnlyList<string> argv) => new()
    {
        Argv = argv,
        WorkingDirectory = _folder,
        Environment = new Dictionary<string, string?> { ["PATH"] = _folder + ":/usr/bin:/bin" },
    };

    private void Program(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text, new UTF8Encoding(false));
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }
}

using System.Diagnostics;
using Hone.Profiling.Symbols;

namespace Hone.Tests.Profiling.Symbols;

/// <summary>Builds the programs under tests/fixtures/native with the compilers of this machine, into folders that go away.</summary>
internal sealed class Compiler : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-native-").FullName;

    public string Compile(string compiler, string source, params string[] flags)
    {
        string program = Path.Combine(_folder, Path.GetFileNameWithoutExtension(source) + "-" + Directory.GetFiles(_folder).Length);
        Run(compiler, [.. flags, Fixture(source), "-o", program]);
        return program;
    }

    public string Folder => _folder;

    public static string Fixture(string name) => Path.Combine(Repository.Root, "tests/fixtures/native", name);

    public static ElfImage Parse(string path) => ElfImage.Parse(File.ReadAllBytes(path)) ?? throw new InvalidDataException(path + " is no ELF file");

    public static string Run(string program, params string[] arguments) => RunWithInput(program, "", arguments);

    public static string RunWithInput(string program, string input, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task feed = Task.Run(() =>
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        });
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        feed.Wait();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors.Result}");
        return output;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

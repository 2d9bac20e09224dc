using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hone.Equivalence.Fuzzing;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>Inputs that are kept under <c>.hone/fuzz</c>, for people and as seeds.</summary>
internal static class FuzzFolder
{
    private const int MostSeeds = 64;

    /// <summary>Keeps an input that shows a difference; its path relative to the project folder.</summary>
    public static string KeepDifference(Session session, byte[] input)
    {
        string path = Path.Combine(Root(session), "differences", Convert.ToHexStringLower(SHA256.HashData(input))[..16]);
        Write(path, input);
        return Path.GetRelativePath(session.Folder, path);
    }

    /// <summary>Keeps one input for each behaviour of the unchanged program, the smallest; how many there are.</summary>
    public static int KeepSeeds(Session session, FuzzTarget target, IReadOnlyList<(FuzzInput Input, Seen Seen)> inputs)
    {
        string folder = Path.Combine(Root(session), "seeds", target.Judge.Case.Name);
        FuzzInput[] distinct =
        [
            .. inputs.Where(each => !Noticed.IsTimeout(each.Seen) && each.Input.Flags is null)
                .GroupBy(each => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(each.Seen.Observation.Channels.Select(channel => channel.Name + channel.Sha256))))))
                .Select(same => same.MinBy(each => each.Input.Bytes.Length).Input)
                .OrderBy(input => input.Index)
                .Take(MostSeeds),
        ];
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, folder);
        }

        foreach (FuzzInput input in distinct)
        {
            Write(Path.Combine(folder, input.Index.ToString("0000", CultureInfo.InvariantCulture)), input.Bytes);
        }

        return distinct.Length;
    }

    private static string Root(Session session) => Path.Combine(session.State.Root, "fuzz");

    private static void Write(string path, byte[] bytes)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}

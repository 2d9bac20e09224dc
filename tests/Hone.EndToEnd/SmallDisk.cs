namespace Hone.EndToEnd;

/// <summary>A file system of a few megabytes that a test can fill (tmpfs; needs root, as in CI).</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk()
    {
        Path = Directory.CreateTempSubdirectory("hone-disk-").FullName;
        Mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", Path);
    }

    public string Path { get; }

    public void Fill()
    {
        using FileStream file = new(System.IO.Path.Combine(Path, "ballast"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full: that is what was wanted.
        }
    }

    public void Free() => File.Delete(System.IO.Path.Combine(Path, "ballast"));

    public void MakeReadOnly() => Mount("-o", "remount,ro", Path);

    public void Dispose()
    {
        _ = Tool.Run("/", "umount", Path);
        Directory.Delete(Path, recursive: true);
    }

    private static void Mount(params string[] arguments)
    {
        Tool.Answer answer = Tool.Run("/", "mount", arguments);
        Assert.True(answer.ExitCode == 0, "these tests mount a small disk and must run as root: " + answer);
    }
}

namespace Hone.Tests.Architecture;

/// <summary>One idea a file: what grows past 400 lines holds two.</summary>
public sealed class FileSizeTests
{
    private const int Limit = 400;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void No_source_file_is_longer_than_400_lines(string folder)
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        string[] tooLong = [.. files.Where(file => File.ReadLines(file).Count() > Limit).Select(file => Path.GetRelativePath(Repository.Root, file))];
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_type_is_called_helper_manager_or_utils()
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, file => Path.GetFileName(file) is string name
            && (name.Contains("Helper", StringComparison.Ordinal) || name.Contains("Manager", StringComparison.Ordinal) || name.Contains("Utils", StringComparison.Ordinal)));
    }
}

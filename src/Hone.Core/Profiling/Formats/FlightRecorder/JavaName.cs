using System.Text.RegularExpressions;

namespace Hone.Profiling.Formats.FlightRecorder;

/// <summary>Names of Java methods as people write them, without the numbers and addresses that differ from run to run.</summary>
internal static partial class JavaName
{
    /// <summary>The frame of a method: its class with the package, a dot, its name; the package is the module.</summary>
    public static Frame Frame(string owner, string method)
    {
        string type = Lambda().Replace(Address().Replace(owner, ""), "$$$$Lambda");
        int package = type.LastIndexOf('.');
        return new Frame(type.Length == 0 ? method : type + "." + method, package > 0 ? type[..package] : "", FrameOrigin.Managed);
    }

    /// <summary>Where the source of a method's class stands below a source root, such as <c>org/example/Main.java</c>; null without a class.</summary>
    public static string? SourceFile(Frame frame)
    {
        int method = frame.Function.LastIndexOf('.');
        if (method <= 0)
        {
            return null;
        }

        string type = frame.Function[..method];
        int nested = type.IndexOf('$', StringComparison.Ordinal);
        return (nested > 0 ? type[..nested] : type).Replace('.', '/') + ".java";
    }

    [GeneratedRegex(@"[./+]0x[0-9a-fA-F]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"\$\$Lambda(\$\d+)?(/\d+)?")]
    private static partial Regex Lambda();
}

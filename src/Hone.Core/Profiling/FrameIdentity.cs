using System.Buffers;
using System.Text.RegularExpressions;

namespace Hone.Profiling;

/// <summary>
/// What stays the same of a function from one build to the next: its name and its module without what compilers, linkers
/// and package versions put there. Functions that only such marks told apart (two lambdas of one function, a function and
/// the cold part that was split off it) are one function here.
/// </summary>
/// <param name="Function">The name without the marks of one build.</param>
/// <param name="Module">The file name of program, library or script without version and hash.</param>
/// <param name="Origin">The origin; everything that is code is <see cref="FrameOrigin.Native"/>, for readers of different formats know more or less about it.</param>
public readonly partial record struct FrameIdentity(string Function, string Module, FrameOrigin Origin)
{
    /// <summary>The name that stands for every bare address.</summary>
    public const string UnknownFunction = "[unknown]";

    // Longer names are cut for matching: nobody reads them, and a hostile file could hold one of a gigabyte.
    private const int LongestName = 4096;

    // Most names hold none of the characters that marks are made of.
    private static readonly SearchValues<char> _marks = SearchValues.Create(".`#$[<@'");

    /// <summary>The identity of a frame.</summary>
    public static FrameIdentity Of(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        FrameOrigin origin = frame.Origin is FrameOrigin.Kernel or FrameOrigin.Syscall or FrameOrigin.File ? frame.Origin : FrameOrigin.Native;
        return origin == FrameOrigin.File
            ? new(frame.Function, "", origin)
            : new(StableFunction(frame.Function, frame.Origin == FrameOrigin.Script), StableModule(frame.Module), origin);
    }

    /// <summary>The name without its arguments: what is left to match by when a parameter was added.</summary>
    public string WithoutArguments()
    {
        int at = Function.IndexOf('(', StringComparison.Ordinal);
        return at > 0 ? Function[..at] : Function;
    }

    /// <summary>A function's name without the marks of one build; with the line cut off that tells scripts' functions apart.</summary>
    public static string StableFunction(string function, bool script = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        string name = function.Length > LongestName ? function[..LongestName] : function;
        if (Address().IsMatch(name))
        {
            return UnknownFunction;
        }

        if (name.AsSpan().IndexOfAny(_marks) >= 0 || name.Contains("::h", StringComparison.Ordinal))
        {
            name = SymbolVersion().Replace(name, "");
            name = CloneMark().Replace(name, "");
            name = RustHash().Replace(name, "");
            name = RustCrate().Replace(name, "");
            name = CompilerSuffix().Replace(name, "");
            name = LambdaNumber().Replace(name, "$1");
            name = SharpNumber().Replace(name, "$1");
            name = Arity().Replace(name, "");
            name = GoClosure().Replace(name, ".func");
            name = JavaLambda().Replace(name, "$1");
        }

        return script ? ScriptLine().Replace(name, "") : name;
    }

    /// <summary>A module's name without version and hash: <c>libc.so</c> of <c>libc.so.6</c> and <c>libc-2.31.so</c>.</summary>
    public static string StableModule(string module)
    {
        ArgumentNullException.ThrowIfNull(module);
        string name = module.Length > LongestName ? module[..LongestName] : module;
        name = name.EndsWith(" (deleted)", StringComparison.Ordinal) ? name[..^" (deleted)".Length] : name;
        int shared = name.IndexOf(".so.", StringComparison.Ordinal);
        name = shared > 0 && LibraryVersion().IsMatch(name[(shared + 3)..]) ? name[..(shared + 3)] : name;
        name = name.EndsWith(".so", StringComparison.Ordinal) ? NameVersion().Replace(name[..^3], "") + ".so" : name;
        return CargoHash().Replace(name, "");
    }

    [GeneratedRegex("^(?=[a-f]*[0-9])[0-9a-f]{8,16}$|^0x[0-9a-f]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // memcpy@@GLIBC_2.14
    [GeneratedRegex("@@?[A-Za-z][A-Za-z0-9_]*_[0-9][0-9.]*$", RegexOptions.CultureInvariant)]
    private static partial Regex SymbolVersion();

    // f() [clone .constprop.0] as c++filt writes it
    [GeneratedRegex(@" \[clone [^\]]{1,80}\]", RegexOptions.CultureInvariant)]
    private static partial Regex CloneMark();

    // core::fmt::write::h0123456789abcdef
    [GeneratedRegex("::h[0-9a-f]{16}", RegexOptions.CultureInvariant)]
    private static partial Regex RustHash();

    // core[8f3a1b2c3d4e5f60]::fmt::write
    [GeneratedRegex(@"(?<=\w)\[[0-9a-f]{8,16}\](?=::|>|$)", RegexOptions.CultureInvariant)]
    private static partial Regex RustCrate();

    // gcc and clang: clones, parts that were split off, local symbols made global by link-time optimisation
    [GeneratedRegex(@"(\.(constprop|isra|part|lto_priv|llvm|clone|__uniq)(\.[0-9]+)+|\.(cold|localalias)(\.[0-9]+)*)+(?=$|\()", RegexOptions.CultureInvariant)]
    private static partial Regex CompilerSuffix();

    // {lambda(int)#2}, {closure#0}, $_3, 'lambda1'
    [GeneratedRegex(@"(\{closure#|\)#|\{unnamed type#|\$_|'lambda)[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex LambdaNumber();

    // C#: <Main>b__0_1, <Main>g__Add|3_0, <>c__DisplayClass5_0, <Run>d__7
    [GeneratedRegex(@"(>b__|>d__|>c__DisplayClass|>g__[^|]{1,200}\||>O__|>e__FixedBuffer)[0-9]+(_[0-9]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex SharpNumber();

    [GeneratedRegex("`[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Arity();

    [GeneratedRegex(@"\.func[0-9]+(\.[0-9]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex GoClosure();

    // lambda$run$3, Main$$Lambda$14/0x00007f01
    [GeneratedRegex(@"(lambda\$\w{1,200}\$|\$\$Lambda)([0-9]+|[$/.][0-9a-fx$/.+]*)", RegexOptions.CultureInvariant)]
    private static partial Regex JavaLambda();

    [GeneratedRegex("(?<=.):[0-9]+(:[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ScriptLine();

    [GeneratedRegex(@"^(\.[0-9A-Za-z_]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex LibraryVersion();

    // libc-2.31, libpython3.11
    [GeneratedRegex(@"(-[0-9]+(\.[0-9]+)*|[0-9]+(\.[0-9]+)+)$", RegexOptions.CultureInvariant)]
    private static partial Regex NameVersion();

    [GeneratedRegex("-[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex CargoHash();
}

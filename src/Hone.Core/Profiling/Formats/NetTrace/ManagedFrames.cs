namespace Hone.Profiling.Formats.NetTrace;

/// <summary>The frames of managed methods, each made once.</summary>
/// <param name="findSource">Gives the place of a method by its assembly's path and its token, or null.</param>
public sealed class ManagedFrames(Func<string, uint, SourceLocation?> findSource)
{
    private readonly Dictionary<ClrMethod, Frame> _frames = new(ReferenceEqualityComparer.Instance);

    /// <summary>The frame that stands for <paramref name="method"/>.</summary>
    public Frame Of(ManagedMethod method)
    {
        if (!_frames.TryGetValue(method.Code, out Frame? frame))
        {
            string path = method.ModulePath;
            SourceLocation? source = path.Length > 0 && !method.Code.Dynamic ? findSource(path, method.Code.Token) : null;
            frame = new Frame(method.Name, path[(path.LastIndexOf('/') + 1)..], FrameOrigin.Managed, source);
            _frames.Add(method.Code, frame);
        }

        return frame;
    }

    /// <summary>
    /// The named frames of a stack of addresses, root first; one frame without a name where none has one. All addresses but the
    /// leaf's are return addresses, which may lie behind the end of a method that ends in a call.
    /// </summary>
    public IReadOnlyList<Frame> Stack(ReadOnlySpan<ulong> leafFirst, MethodMap methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        List<Frame> stack = [];
        for (int i = leafFirst.Length - 1; i >= 0; i--)
        {
            if (methods.Find(i == 0 ? leafFirst[i] : leafFirst[i] - 1) is ManagedMethod method)
            {
                stack.Add(Of(method));
            }
        }

        return stack.Count > 0 ? stack : [new Frame(FrameRules.UnnamedDotnet, "", FrameOrigin.Runtime)];
    }
}

using System.Globalization;
using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Which Python functions make a program's system calls. Under strace a thread spends most of the time of a call stopped in it,
/// where its Python stack holds still and can be read from outside.
/// </summary>
public sealed class PythonSyscallSites : ISyscallSites
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(0.3);

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Python && PythonAccess.Unavailable() is null;

    /// <inheritdoc/>
    public ISyscallWatch Watch(int tracer) => new SyscallWatch(tracer);

    private sealed class SyscallWatch : ISyscallWatch
    {
        private readonly SampledStacks _stacks = new();
        private readonly PythonSampler _sampler;

        public SyscallWatch(int tracer) => _sampler = PythonSampler.Start(tracer, new InSyscall(), _stacks, _interval, withRoot: false);

        public SyscallSites Finish()
        {
            _sampler.Stop();
            Profile seen = _stacks.Samples.Build(ProfileKind.Io, "", "", []);
            List<SyscallSite> sites = [];
            long looks = 0;
            foreach (StackValues stack in seen.Stacks)
            {
                List<Frame> frames = [];
                for (int node = seen.Nodes[stack.Node].Parent; node >= 0; node = seen.Nodes[node].Parent)
                {
                    frames.Add(seen.Frames[seen.Nodes[node].Frame]);
                }

                frames.Reverse();
                sites.Add(new SyscallSite(InSyscall.Key(seen.Frames[seen.Nodes[stack.Node].Frame]), frames, stack.Values[1]));
                looks += stack.Values[1];
            }

            List<string> notes =
            [
                $"Which Python function made a call was seen of {looks.ToString("#,0", CultureInfo.InvariantCulture)} calls, while strace held the calling thread; the costs of like calls are shared out by how often each function was seen.",
            ];
            PythonNotes.AddCommon(notes, _stacks);
            return new SyscallSites(sites, notes);
        }

        public void Dispose() => _sampler.Dispose();
    }
}

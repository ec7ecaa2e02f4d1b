using Wisp.Sdk;

namespace Wisp.Runtime.Access;

internal sealed class ActorAccessor : IActorAccessor
{
    private static readonly AsyncLocal<Actor?> Present = new();

    public Actor Current => Present.Value ?? Actor.System;

    public IDisposable Begin(Actor actor)
    {
        var before = Present.Value;
        Present.Value = actor;
        return new Restore(before);
    }

    private sealed class Restore(Actor? before) : IDisposable
    {
        public void Dispose() => Present.Value = before;
    }
}

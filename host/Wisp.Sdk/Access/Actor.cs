namespace Wisp.Sdk;

/// <summary>Who acts, through what, in which batch. The audit records it with every change.</summary>
/// <param name="OperatorId">The operator, or <c>null</c> for the system and for subscribers.</param>
/// <param name="Name">Name shown in the audit, at most 200 characters.</param>
/// <param name="Channel">Through what: <c>form</c>, <c>import</c>, <c>job</c>, <c>timer</c>, <c>api</c>, <c>portal</c> …</param>
/// <param name="Batch">The batch that the change belongs to, or <c>null</c>.</param>
/// <param name="Address">The remote IP address as text, or <c>null</c>.</param>
public sealed record Actor(Guid? OperatorId, string Name, string Channel, Guid? Batch = null, string? Address = null)
{
    /// <summary>The system itself.</summary>
    public static Actor System { get; } = new(null, "system", "system");
}

/// <summary>The present actor; it follows the flow of the request or job.</summary>
public interface IActorAccessor
{
    /// <summary>Who acts now; <see cref="Actor.System"/> when nobody was named.</summary>
    Actor Current { get; }

    /// <summary>Names the actor for what runs inside, until disposed.</summary>
    /// <param name="actor">Who acts.</param>
    /// <returns>Disposing puts back the actor before.</returns>
    IDisposable Begin(Actor actor);
}

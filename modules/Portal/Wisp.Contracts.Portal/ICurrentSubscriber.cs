namespace Wisp.Contracts.Portal;

/// <summary>The subscriber who asks.</summary>
public interface ICurrentSubscriber
{
    /// <summary>Which client is signed in to the portal, or <c>null</c> when none is.</summary>
    Guid? ClientId { get; }

    /// <summary>Whether an operator looks at the portal as this client does: then nothing may be changed.</summary>
    bool IsReadOnly { get; }
}

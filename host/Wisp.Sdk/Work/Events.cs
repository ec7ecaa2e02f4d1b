using System.Reflection;
using Npgsql;

namespace Wisp.Sdk;

/// <summary>Gives an event record its stable name, by which it is stored.</summary>
/// <param name="name">Stable name, <c>module.what-happened</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The name of an event record.</summary>
    /// <param name="type">The record's type.</param>
    /// <returns>The name.</returns>
    /// <exception cref="InvalidOperationException">The type carries no name.</exception>
    public static string Of(Type type) =>
        type.GetCustomAttribute<EventNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} has no [EventName].");
}

/// <summary>Publishes events through the outbox.</summary>
public interface IEvents
{
    /// <summary>Publishes an event with the caller's transaction; subscribers get it after the commit, at least once.</summary>
    /// <typeparam name="TEvent">The event's record, with <see cref="EventNameAttribute"/>.</typeparam>
    /// <param name="connection">The caller's connection, in any module's role.</param>
    /// <param name="payload">The event.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Done when written.</returns>
    Task PublishAsync<TEvent>(NpgsqlConnection connection, TEvent payload, CancellationToken cancellationToken = default)
        where TEvent : class;
}

/// <summary>Handles an event, in a transaction of its own which also records that it was handled.</summary>
/// <typeparam name="TEvent">The event's record.</typeparam>
public interface IEventHandler<in TEvent>
    where TEvent : class
{
    /// <summary>Handles one event. An exception rolls back and it is tried again later.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="transaction">The transaction; it starts in the subscriber's role.</param>
    /// <param name="cancellationToken">Set when the worker stops.</param>
    /// <returns>Done when handled.</returns>
    Task HandleAsync(TEvent payload, IWispTransaction transaction, CancellationToken cancellationToken);
}

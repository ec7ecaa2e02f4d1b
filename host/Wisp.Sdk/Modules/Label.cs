namespace Wisp.Sdk;

/// <summary>A text of the module's resources, resolved in the reader's language when it is shown.</summary>
/// <param name="Resource">The module's resource class (the type argument of its <c>IStringLocalizer</c>).</param>
/// <param name="Key">The key in that resource.</param>
public sealed record Label(Type Resource, string Key)
{
    /// <summary>Makes a label from a resource class.</summary>
    /// <typeparam name="TResource">The module's resource class.</typeparam>
    /// <param name="key">The key in that resource.</param>
    /// <returns>The label.</returns>
    public static Label Of<TResource>(string key) => new(typeof(TResource), key);
}

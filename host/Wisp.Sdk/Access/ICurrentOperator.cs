namespace Wisp.Sdk;

/// <summary>How far a permission reaches for the operator.</summary>
public enum PermissionScope
{
    /// <summary>Not allowed.</summary>
    None,

    /// <summary>Allowed for what is the operator's own (a collector's clients).</summary>
    Own,

    /// <summary>Allowed for everything.</summary>
    All,
}

/// <summary>The operator who asks. In a job it is who asked for the job.</summary>
public interface ICurrentOperator
{
    /// <summary>The operator's id, or <c>null</c> when nobody is signed in.</summary>
    Guid? Id { get; }

    /// <summary>The name shown.</summary>
    string Name { get; }

    /// <summary>The address that the operator signs in with, or <c>null</c>.</summary>
    string? Email { get; }

    /// <summary>How far a permission reaches.</summary>
    /// <param name="permission">The permission's key.</param>
    /// <returns>The widest scope over the operator's roles.</returns>
    PermissionScope ScopeOf(string permission);
}

/// <summary>Short forms over <see cref="ICurrentOperator"/>.</summary>
public static class CurrentOperatorExtensions
{
    /// <summary>Whether the permission is held in any scope.</summary>
    /// <param name="current">The operator.</param>
    /// <param name="permission">The permission's key.</param>
    /// <returns><c>true</c> when held for everything or for one's own.</returns>
    public static bool Can(this ICurrentOperator current, string permission) =>
        current.ScopeOf(permission) != PermissionScope.None;
}

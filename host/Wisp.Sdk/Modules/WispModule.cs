namespace Wisp.Sdk;

/// <summary>
/// The entry point of a module: one public, non-abstract class with a parameterless constructor in the module's main
/// assembly. Override <see cref="Configure"/>; later SDK versions only add virtual members, so a shipped module keeps loading.
/// </summary>
public abstract class WispModule
{
    /// <summary>
    /// Registers what the module brings. Called once per process, in order of dependency. It must not do I/O or resolve
    /// services; an exception turns the module to <c>Failed</c> and nothing that it registered takes effect.
    /// </summary>
    /// <param name="module">Where to register.</param>
    public abstract void Configure(ModuleBuilder module);
}

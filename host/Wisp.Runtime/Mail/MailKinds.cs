using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>Every kind of mail that this process can write, by key.</summary>
/// <param name="kinds">The kinds, with the module that owns each.</param>
public sealed class MailKinds(IReadOnlyDictionary<string, (string ModuleId, MailDefinition Definition)> kinds)
{
    /// <summary>All kinds.</summary>
    public IEnumerable<MailDefinition> All => kinds.Values.Select(kind => kind.Definition);

    /// <summary>Those that can be switched off; a test is sent to whoever presses its button.</summary>
    public IEnumerable<MailDefinition> Shown => All.Where(kind => kind.Key != MailProbe.Kind);

    /// <summary>A kind, or <c>null</c> when its module does not run here.</summary>
    public MailDefinition? Find(string key) => kinds.TryGetValue(key, out var kind) ? kind.Definition : null;
}

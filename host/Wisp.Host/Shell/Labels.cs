using Microsoft.Extensions.Localization;
using Wisp.Sdk;

namespace Wisp.Host.Shell;

/// <summary>Texts that modules bring, in the reader's language.</summary>
public sealed class Labels(IStringLocalizerFactory factory)
{
    public string Text(Label label) => factory.Create(label.Resource)[label.Key];
}

using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Wisp.ModuleHost;

namespace Wisp.Host.Tests.Modules;

/// <summary>Every reason for which a module may not run can be read in both languages.</summary>
[Collection(SharedHostCollection.Name)]
public sealed partial class ProblemSentenceTests(SharedHost host)
{
    [Theory]
    [InlineData("es-AR")]
    [InlineData("en-GB")]
    public void Each_reason_has_its_sentence_with_the_same_places(string language)
    {
        var text = host.App.Services.GetRequiredService<IStringLocalizer<HostText>>();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            foreach (var (code, english) in ProblemTexts.English.Where(problem => problem.Key != "verification"))
            {
                var sentence = text[$"module-problem.{code}"];
                Assert.False(sentence.ResourceNotFound, $"{code} has no sentence in {language}.");
                Assert.Equal((code, Places(english)), (code, Places(sentence.Value)));
                if (language == "en-GB") Assert.Equal(english, sentence.Value);
                else Assert.NotEqual(english, sentence.Value);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string Places(string sentence) => string.Join(' ', Place().Matches(sentence).Select(match => match.Value).Distinct().Order());

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}

using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>Throws problems as what they are, and notes the headers of the others.</summary>
internal sealed class AnswerHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.Content?.Headers.ContentType?.MediaType != "application/problem+json")
        {
            AnswerHeaders.Note(answer);
            return answer;
        }

        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
            var problem = JsonSerializer.Deserialize<Problem>(text, LmsJson.Options)!;
            throw new LmsProblemException(problem, text, answer.Headers.ToDictionary(header => header.Key, header => header.Value));
        }
    }
}

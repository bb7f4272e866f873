/** Calls by which a program gets text from a model: the given one that it samples from, or one behind an address. */
import type { OperationFact } from "../../python/facts.ts";

type Call = Pick<OperationFact, "path">;

/** The client of a language model is asked. */
export function asksModel({ path }: Call): boolean {
  return /(^|\.)(completions|responses|messages|chat)\.(create|acreate|parse|stream|complete)$|\.(ainvoke|invoke|acompletion|completion|generate_content)$/.test(
    path,
  );
}

/** Something is sent over the network, and what comes back is used. */
export function asksNetwork({ path }: Call): boolean {
  return (
    /^(urllib\.request\.urlopen|requests\.(post|get|request|Session\(\)\.\w+)|httpx\.\S+|aiohttp\.\S+|http\.client\.\S+|openai\.\S+\(\)\.\S+|anthropic\.\S+\(\)\.\S+|litellm\.\w+)$/.test(
      path,
    ) || /^(openai|anthropic|litellm|cohere|mistralai|groq)\./.test(path)
  );
}

/** Text or tokens come out of a model of one's own. */
export function samples({ path }: Call): boolean {
  const name = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return /generate|sample|rollout|multinomial|argmax|topk|decode|completion|respond|beam|gumbel/.test(name);
}

/** A model of one's own is given a prompt to go on from. */
export function prompts({ path }: Call): boolean {
  const name = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return /generate|rollout|sample_(answer|pair|text|compl)|completion|respond/.test(name);
}

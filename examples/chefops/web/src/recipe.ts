/** A recipe as the API tells it. */
export interface Recipe {
  id: number;
  name: string;
  station: string;
  createdAt: string;
}

/** The line below a recipe's name. */
export function detailsOf(recipe: Recipe): string {
  return recipe.station;
}

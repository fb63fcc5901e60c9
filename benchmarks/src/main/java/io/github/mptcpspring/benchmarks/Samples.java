/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Values that were measured. What counts is their median: a mean would follow the few
 * that were taken while the machine was busy with something else.
 */
public final class Samples {

	private final List<Double> values = new ArrayList<>();

	/**
	 * Add a value.
	 * @param value the value
	 */
	public void add(double value) {
		this.values.add(value);
	}

	/**
	 * Add the values of others.
	 * @param others the others
	 */
	public void addAll(Samples others) {
		this.values.addAll(others.values);
	}

	/**
	 * Return the mean.
	 * @return the mean, not a number when there are no values
	 */
	public double mean() {
		return this.values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
	}

	/**
	 * Return the median.
	 * @return the median, not a number when there are no values
	 */
	public double median() {
		return quantile(0.5);
	}

	/**
	 * Return the value below which a part of the values is.
	 * @param part the part, at least 0 and less than 1
	 * @return the value, not a number when there are no values
	 */
	public double quantile(double part) {
		return this.values.isEmpty() ? Double.NaN
				: this.values.stream().sorted().toList().get((int) (this.values.size() * part));
	}

}

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

package io.github.mptcpspring.testsupport;

/**
 * Compares failures by their types and those of their causes, for messages that name
 * ports.
 */
public final class FailureTypes {

	private FailureTypes() {
	}

	/**
	 * Return the types of a failure and its causes.
	 * @param thrown the failure, {@code null} if there is none
	 * @return the names of the classes, outermost first
	 */
	public static String of(Throwable thrown) {
		StringBuilder types = new StringBuilder();
		for (Throwable failure = thrown; failure != null; failure = failure.getCause()) {
			types.append(failure.getClass().getName()).append(' ');
		}
		return types.toString();
	}

}

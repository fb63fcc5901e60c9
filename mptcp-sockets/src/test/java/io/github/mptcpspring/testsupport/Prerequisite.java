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

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.fail;

/**
 * What a test needs of the machine that it runs on. Where it is missing the test is
 * skipped and says why, except in CI, whose machine has everything: there the test fails.
 */
public final class Prerequisite {

	private Prerequisite() {
	}

	/**
	 * Go on only where the machine has what the test needs.
	 * @param met whether it has
	 * @param reason what is missing otherwise, in words
	 */
	public static void require(boolean met, String reason) {
		if (!met && isContinuousIntegration()) {
			fail("CI must be able to run this test: " + reason);
		}
		Assumptions.assumeTrue(met, reason);
	}

	private static boolean isContinuousIntegration() {
		return "true".equalsIgnoreCase(System.getenv("CI"));
	}

}

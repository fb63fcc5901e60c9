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

package io.github.mptcpspring.faults;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/**
 * Tests after which nothing is left in this JVM.
 */
@Tag("faults")
abstract class FaultTests {

	private Remains before;

	@BeforeEach
	void measure() {
		this.before = Remains.now();
	}

	@AfterEach
	void assertNothingIsLeft() {
		this.before.assertNothingAdded();
	}

	final void assertNoSocketIsLeft() {
		this.before.assertNoSocketAdded();
	}

}

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

package io.github.mptcpspring.laboratory;

import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.laboratory.Laboratory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests with Fast Open on a long path to Jetty that listens with MPTCP: its connections
 * are accepted before their handshake is complete.
 */
@Tag("laboratory")
@ParameterizedClass
@EnumSource(names = "JETTY")
class LongPathToJettyTests extends RoundTripTests {

	@Override
	Laboratory build(WebServerKind serverKind) {
		return layLongPath(serverKind);
	}

	@Test
	void answerToRepeatConnectionOfCurlOverMptcpTakesNoMoreThanTwo() {
		assertTakesNoMoreThanTwoRoundTrips(laboratory().startCurl("--tcp-fastopen"));
	}

}
